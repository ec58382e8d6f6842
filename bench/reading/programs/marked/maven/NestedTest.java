import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.*;

class NestedTest {
    @Nested
    class WhenEmpty {
        @Test
        @DisplayName("the total is zero")
        void totalIsZero() {
            assertEquals(0, 3); //~ org.opentest4j.AssertionFailedError | expected: <0> but was: <3>
        }

        @Test
        void firstIsMissing() {
            new int[0].clone()[0]++; //~ java.lang.ArrayIndexOutOfBoundsException | Index 0 out of bounds for length 0
        }
    }

    @Test
    void declines() {
        assertThrows(IllegalStateException.class, () -> {}); //~ org.opentest4j.AssertionFailedError | Expected java.lang.IllegalStateException to be thrown, but nothing was thrown.
    }
}
