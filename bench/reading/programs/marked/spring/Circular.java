import org.springframework.context.annotation.*;

public class Circular {
    static class Cart {
        Cart(Prices prices) {}
    }

    static class Prices {
        Prices(Cart cart) {}
    }

    public static void main(String[] args) {
        new AnnotationConfigApplicationContext(Cart.class, Prices.class); //~ org.springframework.beans.factory.UnsatisfiedDependencyException | Error creating bean with name 'circular.Cart'…
        //~> org.springframework.beans.factory.UnsatisfiedDependencyException | Error creating bean with name 'circular.Prices'…
        //~> org.springframework.beans.factory.BeanCurrentlyInCreationException | Error creating bean with name 'circular.Cart': Requested bean is currently in creation: Is there an unresolvable circular reference?
    }
}
