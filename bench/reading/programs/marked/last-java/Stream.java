import java.util.*;
import java.util.stream.*;

public class Stream {
    record Line(String name, Integer price) {}

    static int total(List<Line> lines) {
        return lines.stream().mapToInt(Line::price).sum(); //~ java.lang.NullPointerException | 
    }

    public static void main(String[] args) {
        total(List.of(new Line("tea", 3), new Line("milk", null)));
    }
}
