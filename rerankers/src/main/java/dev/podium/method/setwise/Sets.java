package dev.podium.method.setwise;

import dev.podium.ask.Selector;
import dev.podium.model.Method;
import dev.podium.model.Prompt;
import dev.podium.model.Settings;
import dev.podium.order.BubbleTop;
import dev.podium.order.HeapTop;
import dev.podium.order.Order;
import dev.podium.prompt.Template;
import dev.podium.published.Published;
import java.util.Set;

/** What the methods of this family share: how sets are chosen, and how Setwise's answer is begun. */
final class Sets {

    private Sets() {}

    /** The settings, added to a method. */
    static Method.Draft settings(Method.Draft draft, int children, String orders) {
        return draft.setting("order", "heap", orders)
                .setting(
                        "children",
                        String.valueOf(children),
                        "of a node of the heap, at least 2; a question shows one candidate more")
                .setting("top", "10", "ranks that are sorted, at least 1; the rest stays as it came");
    }

    /** A heap, or a window that bubbles up. */
    static Order over(Selector selector, Settings settings, String... orders) {
        int children = settings.integer("children", 2);
        int top = settings.integer("top", 1);
        return settings.choice("order", orders).equals("bubble")
                ? new BubbleTop(selector, children + 1, top)
                : new HeapTop(selector, children, top);
    }

    /** Setwise's words, the answer begun: the next token is a letter with a blank before it. */
    static Template begun(Set<Prompt.Form> forms) {
        // a template of turns ends in its own line break or mark, so the published code puts a blank and a colon
        return Published.template("setwise").answering(forms.contains(Prompt.Form.CHAT) ? " Passage:" : "Passage");
    }
}
