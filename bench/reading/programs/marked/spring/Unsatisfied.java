import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.*;

public class Unsatisfied {
    interface Prices {}

    static class Cart {
        @Autowired Prices prices;
    }

    static class Shop {
        @Bean
        Cart cart() {
            return new Cart();
        }
    }

    public static void main(String[] args) {
        new AnnotationConfigApplicationContext(Shop.class); //~ org.springframework.beans.factory.UnsatisfiedDependencyException | Error creating bean with name 'cart': Unsatisfied dependency expressed through field 'prices'…
        //~> org.springframework.beans.factory.NoSuchBeanDefinitionException | No qualifying bean of type 'Unsatisfied$Prices' available: expected at least 1 bean which qualifies as autowire candidate. Dependency annotations: {@org.springframework.beans.factory.annotation.Autowired(required=true)}
    }
}
