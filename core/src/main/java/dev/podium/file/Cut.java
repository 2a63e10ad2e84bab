package dev.podium.file;

/** A line cut into a few columns, no String made before somebody asks for one: most lines repeat a query and an iteration. */
final class Cut {

    private static final int KEPT = 4;

    private final boolean tabs;
    private String line = "";
    private final int[] starts = new int[KEPT];
    private final int[] ends = new int[KEPT];

    /** Cuts at tabs, or at white space as {@link Columns#of} does. */
    Cut(boolean tabs) {
        this.tabs = tabs;
    }

    /** Goes to a line and returns how many columns it has; the first four are kept. */
    int to(String next) {
        line = next;
        int count = 0;
        int start = 0;
        for (int i = 0; i <= next.length(); i++) {
            if (i == next.length() || (tabs ? next.charAt(i) == '\t' : Columns.isBlank(next.charAt(i)))) {
                if (tabs || i > start) {
                    if (count < KEPT) {
                        starts[count] = start;
                        ends[count] = i;
                    }
                    count++;
                }
                start = i + 1;
            }
        }
        return count;
    }

    String column(int i) {
        return line.substring(starts[i], ends[i]);
    }

    /** The column, which is {@code usual} itself where it equals it. */
    String column(int i, String usual) {
        return ends[i] - starts[i] == usual.length() && line.startsWith(usual, starts[i]) ? usual : column(i);
    }

    /** The value of a column that is one digit, else -1. */
    int digit(int i) {
        char c = ends[i] - starts[i] == 1 ? line.charAt(starts[i]) : 0;
        return c >= '0' && c <= '9' ? c - '0' : -1;
    }
}
