import java.sql.*;

public class Duplicate {
    public static void main(String[] args) throws Exception {
        try (Connection db = DriverManager.getConnection("jdbc:derby:memory:shop;create=true")) {
            Statement add = db.createStatement();
            add.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
            add.execute("INSERT INTO orders VALUES (7)");
            add.execute("INSERT INTO orders VALUES (7)"); //~ org.apache.derby.shared.common.error.DerbySQLIntegrityConstraintViolationException | The statement was aborted because it would have caused a duplicate key value in a unique or primary key constraint or unique index identified by…
            //~> | ERROR 23505: The statement was aborted because it would have caused a duplicate key value in a unique or primary key constraint or unique index identified by…
        }
    }
}
