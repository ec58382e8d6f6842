import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.*;

class AllTest {
    @Test
    void both() {
        assertAll( //~ org.opentest4j.MultipleFailuresError | cart (2 failures)…
            "cart",
            () -> assertEquals("tea", "milk"),
            () -> assertNull("left over"));
    }
}
