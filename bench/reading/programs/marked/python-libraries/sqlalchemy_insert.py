from sqlalchemy import create_engine, text

engine = create_engine("sqlite://")


def save(name):
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE orders (name TEXT NOT NULL)"))
        connection.execute(text("INSERT INTO orders VALUES (:name)"), {"name": name})  #~ sqlalchemy.exc.IntegrityError | (sqlite3.IntegrityError) NOT NULL constraint failed: orders.name\n[SQL: INSERT INTO orders VALUES (?)]\n[parameters: (None,)]…


save(None)  #~> sqlite3.IntegrityError | NOT NULL constraint failed: orders.name
