package dev.podium.report;

import java.util.ArrayList;
import java.util.List;

/** Puts names beside points so that none covers another, a point or the edge; far from its point, a name has a line. */
final class Labels {

    /** Mean width of a character of the label's font at 12 units, with a little to spare. */
    private static final double CHARACTER = 7.2;

    private static final double LINE = 15;
    private static final double[][] DIRECTIONS = {
        {1, 0}, {-1, 0}, {0, -1}, {0, 1}, {0.8, -0.8}, {-0.8, -0.8}, {0.8, 0.8}, {-0.8, 0.8}
    };

    private record Box(double left, double top, double right, double bottom) {
        double overlap(Box other) {
            double w = Math.min(right, other.right) - Math.max(left, other.left);
            double h = Math.min(bottom, other.bottom) - Math.max(top, other.top);
            return w > 0 && h > 0 ? w * h : 0;
        }
    }

    private final Box area;
    private final List<Box> taken = new ArrayList<>();

    Labels(double left, double top, double right, double bottom) {
        area = new Box(left, top, right, bottom);
    }

    void keepFree(double x, double y, double radius) {
        taken.add(new Box(x - radius, y - radius, x + radius, y + radius));
    }

    /** Keeps names off a level or upright line. */
    void keepFree(double x1, double y1, double x2, double y2) {
        taken.add(new Box(Math.min(x1, x2) - 2, Math.min(y1, y2) - 2, Math.max(x1, x2) + 2, Math.max(y1, y2) + 2));
    }

    /** A text element for this name, and a leader line where it had to go far. */
    String place(String name, double x, double y) {
        double width = name.codePointCount(0, name.length()) * CHARACTER;
        Place best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double distance = 12; distance < 120 && least > 0; distance += 9) {
            for (double[] direction : DIRECTIONS) {
                Place place = Place.of(x, y, direction, distance, width);
                double cost = cost(place.box);
                if (cost < least) {
                    least = cost;
                    best = place;
                }
            }
        }
        if (best == null) {
            return "";
        }
        Box box = best.box;
        taken.add(box);
        double middle = (box.top + box.bottom) / 2;
        String leader = best.distance < 25
                ? ""
                : Markup.fill(
                        "<line class=\"leader\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                        Markup.at(x),
                        Markup.at(y),
                        Markup.at(Math.clamp(x, box.left, box.right)),
                        Markup.at(middle < y ? box.bottom - 2 : box.top + 2));
        return leader
                + Markup.fill(
                        "<text class=\"name\" x=\"%s\" y=\"%s\" dy=\".35em\" text-anchor=\"%s\">%s</text>",
                        Markup.at(best.x), Markup.at(middle), best.anchor, Markup.escape(name));
    }

    /** Where a name could stand; it is held by the side that faces its point, since its true width is the browser's. */
    private record Place(Box box, double x, String anchor, double distance) {
        static Place of(double x, double y, double[] direction, double distance, double width) {
            double at = x + direction[0] * distance;
            double middle = y + direction[1] * distance + Math.signum(direction[1]) * 3;
            double left = direction[0] > 0 ? at : direction[0] < 0 ? at - width : at - width / 2;
            String anchor = direction[0] > 0 ? "start" : direction[0] < 0 ? "end" : "middle";
            return new Place(new Box(left, middle - LINE / 2, left + width, middle + LINE / 2), at, anchor, distance);
        }
    }

    private double cost(Box box) {
        double cost = 0;
        for (Box other : taken) {
            cost += box.overlap(other);
        }
        double inside = box.overlap(area);
        double size = (box.right - box.left) * (box.bottom - box.top);
        return cost + 4 * Math.max(0, size - inside);
    }
}
