package dev.podium.hub;

import dev.podium.model.ModelUnavailableException;
import java.nio.charset.StandardCharsets;

/**
 * The laws of a file name that came from a hub: it is used as a path, so it must not lead out of its folder on any system.
 *
 * <p>A name that tries to, or is too long for any file system, makes the whole repository suspect and is refused wherever it stands. One that is merely odd (a colon,
 * a backslash, a control character) is refused where the file is wanted.
 */
final class FileName {

    private static final int LONGEST_PART = 255; // of every usual file system, in bytes of UTF-8
    private static final int LONGEST = 1024;

    private FileName() {}

    /** @throws ModelUnavailableException if the name leads elsewhere */
    static void mustStayInside(HubId id, String name) {
        if (name.length() > LONGEST) {
            throw refused(id, name, "has more than %d characters".formatted(LONGEST));
        }
        boolean drive = name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0));
        boolean up = false;
        for (String part : name.split("[/\\\\]", -1)) {
            up |= part.equals("..");
        }
        if (up || drive || name.startsWith("/") || name.startsWith("\\")) {
            throw refused(id, name, "leads out of the model's folder");
        }
    }

    /** @throws ModelUnavailableException if the name is not one that every system takes as it is */
    static void mustBePlain(HubId id, String name) {
        mustStayInside(id, name);
        if (name.chars().anyMatch(c -> c < ' ' || c == 127 || c == '\\' || c == ':')) {
            throw refused(id, name, "holds a backslash, a colon or a control character");
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                throw refused(id, name, "has a part that names nothing");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                throw refused(id, name, "has a part of more than %d bytes".formatted(LONGEST_PART));
            }
        }
    }

    private static ModelUnavailableException refused(HubId id, String name, String law) {
        String shown = name.replaceAll("\\p{Cntrl}", "?");
        return new ModelUnavailableException(
                "The model %s is refused: its file name \"%s\" %s.\nMaybe do not trust this repository."
                        .formatted(id, shown.length() > 120 ? shown.substring(0, 120) + "…" : shown, law));
    }
}
