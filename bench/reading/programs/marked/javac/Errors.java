import java.util.List;
public class Errors {
    int total(List<String> names) {
        int sum = names; //~ error | incompatible types: List<String> cannot be converted to int
        return summ; //~ error | cannot find symbol\n  symbol:   variable summ\n  location: class Errors
    }
    void open() {
        new java.io.FileReader("x");
    }
}
