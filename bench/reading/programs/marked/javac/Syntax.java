public class Syntax {
    void run() {
        int a = 3 //~ error | ';' expected
    }
}
