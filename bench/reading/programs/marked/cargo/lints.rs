#![deny(clippy::all)]
pub fn always(price: u32) -> bool {
    price == price //~ error | equal expressions as operands to `==`
}
