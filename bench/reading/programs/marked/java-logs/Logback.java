import org.slf4j.LoggerFactory;

public class Logback {
    static int price(String text) {
        try {
            return Integer.parseInt(text); //~ java.lang.NumberFormatException | For input string: "three"
        } catch (NumberFormatException error) {
            throw new IllegalStateException("no price for tea", error); //~ java.lang.IllegalStateException | no price for tea
        }
    }

    public static void main(String[] args) {
        var log = LoggerFactory.getLogger("com.example.shop.Logback");
        log.info("reading 3 prices");
        try {
            price("three");
        } catch (IllegalStateException error) {
            log.error("cannot read the price list", error);
        }
        log.warn("going on without prices");
    }
}
