package mutants;

import java.util.BitSet;

/** Which numbered blocks of the instrumented library ran since the last {@link #clear}. */
public final class Hits {
    private static final BitSet SEEN = new BitSet();

    private Hits() {}

    public static synchronized void hit(int block) {
        SEEN.set(block);
    }

    public static synchronized void clear() {
        SEEN.clear();
    }

    /** JSON array of the numbers. */
    public static synchronized String list() {
        return SEEN.toString().replace('{', '[').replace('}', ']');
    }
}
