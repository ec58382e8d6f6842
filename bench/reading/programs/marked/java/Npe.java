public class Npe {
    record Order(String name) {}
    static int length(Order order) {
        return order.name().length(); //~ java.lang.NullPointerException | Cannot invoke "String.length()" because the return value of "Npe$Order.name()" is null
    }
    public static void main(String[] args) {
        length(new Order(null));
    }
}
