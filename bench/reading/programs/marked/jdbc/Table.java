import java.sql.*;

public class Table {
    static int count(Connection db) throws SQLException {
        return db.createStatement().executeQuery("SELECT count(*) FROM orders").getInt(1); //~ java.sql.SQLSyntaxErrorException | Table/View 'ORDERS' does not exist.
        //~> | ERROR 42X05: Table/View 'ORDERS' does not exist.
    }

    public static void main(String[] args) throws Exception {
        count(DriverManager.getConnection("jdbc:derby:memory:shop;create=true"));
    }
}
