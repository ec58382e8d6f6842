import java.util.List;
import java.util.logging.*;

public class Jul {
    public static void main(String[] args) {
        var log = Logger.getLogger("com.example.shop");
        log.info("starting");
        try {
            List.of("tea").get(3); //~ java.lang.IndexOutOfBoundsException | Index: 3 Size: 1
        } catch (RuntimeException error) {
            log.log(Level.SEVERE, "cannot read the cart", error);
        }
    }
}
