import org.apache.logging.log4j.LogManager;

public class Log4j {
    static Object[] load(String name) throws Exception {
        throw new java.io.FileNotFoundException("prices.csv (No such file)"); //~ java.io.FileNotFoundException | prices.csv (No such file)
    }

    public static void main(String[] args) {
        var log = LogManager.getLogger("com.example.shop.Log4j");
        log.error("starting");
        try {
            load("prices.csv");
        } catch (Exception error) {
            log.error("Cannot load {}", "prices.csv", error);
        }
        log.fatal("ends");
    }
}
