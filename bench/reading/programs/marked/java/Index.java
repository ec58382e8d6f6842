public class Index {
    public static void main(String[] args) {
        int[] prices = {1, 2};
        System.out.println(prices[args.length + 2]); //~ java.lang.ArrayIndexOutOfBoundsException | Index 2 out of bounds for length 2
    }
}
