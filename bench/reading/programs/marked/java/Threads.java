public class Threads {
    static void work() {
        throw new UnsupportedOperationException("größer: „10“ – 注文"); //~ java.lang.UnsupportedOperationException | größer: „10“ – 注文
    }
    public static void main(String[] args) throws Exception {
        Thread thread = new Thread(Threads::work, "worker-1");
        thread.start();
        thread.join();
    }
}
