import static org.testng.Assert.*;

import org.testng.annotations.*;

public class CartTest {
    @DataProvider
    Object[][] prices() {
        return new Object[][] {{"3"}, {"three"}};
    }

    @Test(dataProvider = "prices")
    public void reads(String price) {
        Integer.parseInt(price); //~ java.lang.NumberFormatException | For input string: "three"
    }

    @Test
    public void adds() {
        assertEquals(3, 4, "the sum"); //~ java.lang.AssertionError | the sum expected [4] but found [3]
    }
}
