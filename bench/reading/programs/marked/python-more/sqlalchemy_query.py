from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)


with Session(create_engine("sqlite://")) as session:
    session.scalars(select(Order)).all()  #~ sqlalchemy.exc.OperationalError | (sqlite3.OperationalError) no such table: orders…
    #~> sqlite3.OperationalError | no such table: orders
