import java.util.List;
public class Empty {
    public static void main(String[] args) {
        List.of(1, 2).forEach(each -> {
            if (each == 2) throw new IllegalStateException(); //~ java.lang.IllegalStateException | 
        });
    }
}
