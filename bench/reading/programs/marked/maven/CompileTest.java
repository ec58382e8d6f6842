import org.junit.Test;

public class CompileTest {
    @Test
    public void total() {
        int total = new Cart().total(); //~ error | cannot find symbol…
        String name = 3; //~ error | incompatible types: int cannot be converted to java.lang.String
    }
}
