import org.springframework.context.annotation.*;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;

public class Value {
    static class Cart {
        @org.springframework.beans.factory.annotation.Value("${shop.url}") String url;
    }

    static class Shop {
        @Bean
        static PropertySourcesPlaceholderConfigurer placeholders() {
            return new PropertySourcesPlaceholderConfigurer();
        }

        @Bean
        Cart cart() {
            return new Cart();
        }
    }

    public static void main(String[] args) {
        new AnnotationConfigApplicationContext(Shop.class); //~ org.springframework.beans.factory.BeanCreationException | Error creating bean with name 'cart': Injection of autowired dependencies failed…
        //~> java.lang.IllegalArgumentException | Could not resolve placeholder 'shop.url' in value "${shop.url}"
    }
}
