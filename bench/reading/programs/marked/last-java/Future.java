import java.util.concurrent.*;

public class Future {
    static int price(String text) {
        return Integer.parseInt(text); //~ java.lang.NumberFormatException | For input string: "three"
    }

    public static void main(String[] args) throws Exception {
        CompletableFuture.supplyAsync(() -> price("three")).get(); //~ java.util.concurrent.ExecutionException | java.lang.NumberFormatException: For input string: "three"
    }
}
