import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import org.junit.jupiter.api.*;

class CartTest {
    @Test
    void adds() {
        assertEquals(3, 1 + 1, "the sum"); //~ org.opentest4j.AssertionFailedError | the sum ==> expected: <3> but was: <2>
    }

    @Test
    void reads() {
        List<String> names = List.of("tea");
        names.get(3); //~ java.lang.IndexOutOfBoundsException | Index: 3 Size: 1
    }

    @Test
    void works() {
        try {
            Integer.parseInt("three"); //~ java.lang.NumberFormatException | For input string: "three"
        } catch (NumberFormatException error) {
            throw new IllegalStateException("no price", error); //~ java.lang.IllegalStateException | no price
        }
    }
}
