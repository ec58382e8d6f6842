public class Closing {
    record Shop(String name) implements AutoCloseable {
        public void close() {
            throw new IllegalStateException("cannot close " + name); //~ java.lang.IllegalStateException | cannot close tea
        }
    }

    public static void main(String[] args) {
        try (Shop shop = new Shop("tea")) {
            throw new UnsupportedOperationException("no prices"); //~ java.lang.UnsupportedOperationException | no prices
        }
    }
}
