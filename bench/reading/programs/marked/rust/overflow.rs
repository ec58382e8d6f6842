fn less(a: u8, b: u8) -> u8 {
    a - b //~ panic | attempt to subtract with overflow
}
fn main() {
    println!("{}", less(std::env::args().count() as u8, 9));
}
