import org.junit.jupiter.api.*;

class SetupTest {
    @BeforeAll
    static void connect() {
        try {
            throw new java.io.IOException("no route to the price list"); //~ java.io.IOException | no route to the price list
        } catch (java.io.IOException error) {
            throw new java.io.UncheckedIOException("cannot connect", error); //~ java.io.UncheckedIOException | cannot connect
        }
    }

    @Test
    void works() {}
}
