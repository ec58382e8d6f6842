use std::cell::RefCell;
fn main() {
    let cart = RefCell::new(vec![1]);
    let first = cart.borrow();
    cart.borrow_mut().push(first[0]); //~ panic | RefCell already borrowed…
}
