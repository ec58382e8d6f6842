public class Caused {
    static class DeclinedException extends RuntimeException {
        DeclinedException(String message, Throwable cause) { super(message, cause); }
    }
    static int parse(String text) {
        return Integer.parseInt(text);
    }
    static void pay(String text) {
        try {
            parse(text);
        } catch (NumberFormatException error) {
            throw new DeclinedException("order 7: cannot pay [" + text + "]\n  second line", error); //~ Caused$DeclinedException | order 7: cannot pay [x]\n  second line
        }
    }
    public static void main(String[] args) {
        pay("x");
    }
}
//~> java.lang.NumberFormatException | For input string: "x"
