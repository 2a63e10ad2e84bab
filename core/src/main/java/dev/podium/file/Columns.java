package dev.podium.file;

import java.util.ArrayList;
import java.util.List;

/** The white-space columns of a line, found without a regular expression: files have millions of lines. */
final class Columns {

    private Columns() {}

    static List<String> of(String line) {
        List<String> columns = new ArrayList<>(6);
        int i = 0;
        while (i < line.length()) {
            while (i < line.length() && isBlank(line.charAt(i))) {
                i++;
            }
            int start = i;
            while (i < line.length() && !isBlank(line.charAt(i))) {
                i++;
            }
            if (i > start) {
                columns.add(line.substring(start, i));
            }
        }
        return columns;
    }

    /** The columns between tabs. */
    static List<String> ofTabs(String line) {
        return List.of(line.split("\t", -1));
    }

    // the white space of C's isspace, as trec_eval splits; an id may hold any other character
    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Refuses an id that a file of columns would not give back. */
    static String requireWord(String what, String word) {
        if (word.isEmpty() || word.chars().anyMatch(c -> isBlank((char) c))) {
            throw new IllegalArgumentException(
                    "The %s \"%s\" must be one word: white space separates the columns.\nMaybe replace blanks by underscores."
                            .formatted(what, word));
        }
        return word;
    }

    /** The same for the first column, where # would begin a comment. */
    static String requireFirstWord(String what, String word) {
        if (word.startsWith("#")) {
            throw new IllegalArgumentException(
                    "The %s \"%s\" must not begin with #, which begins a comment.\nMaybe put a letter before it."
                            .formatted(what, word));
        }
        return requireWord(what, word);
    }
}
