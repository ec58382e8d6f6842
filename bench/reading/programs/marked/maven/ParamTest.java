import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamTest {
    static int price(String text) {
        return Integer.parseInt(text); //~ java.lang.NumberFormatException | For input string: "three"
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "three"})
    void reads(String text) {
        assertTrue(price(text) > 0);
    }
}
