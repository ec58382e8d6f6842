fn price(prices: &[i32], at: usize) -> i32 {
    prices[at] //~ panic | index out of bounds: the len is 2 but the index is 5
}
fn main() {
    println!("{}", price(&vec![1, 2], 5));
}
