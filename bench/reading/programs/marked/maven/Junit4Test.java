import static org.junit.Assert.*;

import org.junit.Test;

public class Junit4Test {
    @Test
    public void adds() {
        assertEquals("sum", 4, 3); //~ java.lang.AssertionError | sum expected:<4> but was:<3>
    }

    @Test
    public void names() {
        assertEquals("green tea", "green milk"); //~ org.junit.ComparisonFailure | expected:<green [tea]> but was:<green [milk]>
    }

    @Test(timeout = 50)
    public void slow() throws Exception {
        Thread.sleep(5000); //~ org.junit.runners.model.TestTimedOutException | test timed out after 50 milliseconds
    }
}
