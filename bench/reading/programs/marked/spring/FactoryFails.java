import java.util.Map;
import org.springframework.context.annotation.*;

public class FactoryFails {
    static class Shop {
        @Bean
        String cart() {
            throw new IllegalStateException("SHOP_URL is not set"); //~ java.lang.IllegalStateException | SHOP_URL is not set
        }
    }

    public static void main(String[] args) {
        new AnnotationConfigApplicationContext(Shop.class); //~ org.springframework.beans.factory.BeanCreationException | Error creating bean with name 'cart' defined in FactoryFails$Shop…
        //~> org.springframework.beans.BeanInstantiationException | Failed to instantiate [java.lang.String]: Factory method 'cart' threw exception…
    }
}
