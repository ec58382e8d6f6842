fn main() {
    let cart = String::from("tea");
    let other = cart;
    println!("{} {}", cart, other); //~ E0382 | borrow of moved value: `cart`
    let mut list = vec![1];
    let first = &list[0];
    list.push(2); //~ E0502 | cannot borrow `list` as mutable because it is also borrowed as immutable
    println!("{}", first);
}
