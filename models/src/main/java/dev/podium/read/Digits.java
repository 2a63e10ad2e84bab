package dev.podium.read;

import java.util.ArrayList;
import java.util.List;

/** Whole numbers in a text, whatever digits they are written in. */
final class Digits {

    private Digits() {}

    /**
     * Every number, in order.
     *
     * @param most larger ones are given as this: a number of forty digits is out of range, not an overflow into it
     */
    static List<Long> numbers(String text, long most) {
        List<Long> numbers = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (digit(text.codePointAt(i)) < 0) {
                i += Character.charCount(text.codePointAt(i));
                continue;
            }
            long number = 0;
            while (i < text.length() && digit(text.codePointAt(i)) >= 0) {
                number = Math.min(number * 10 + digit(text.codePointAt(i)), most);
                i += Character.charCount(text.codePointAt(i));
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** 0..9, or -1 for what is no digit; circled ten and above are no single digit and stay unread. */
    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return switch (c) {
            case '\u00B2', '\u00B3' -> c - '\u00B0'; // superscript 2 and 3 stand apart from the others
            case '\u00B9' -> 1;
            case '\u24EA' -> 0; // so does circled 0
            default ->
                c == '\u2070' || (c >= '\u2074' && c <= '\u2079')
                        ? c - '\u2070'
                        : c >= '\u2080' && c <= '\u2089'
                                ? c - '\u2080'
                                : c >= '\u2460' && c <= '\u2468'
                                        ? c - '\u2460' + 1
                                        : c >= '\uFF10' && c <= '\uFF19' ? c - '\uFF10' : -1;
        };
    }
}
