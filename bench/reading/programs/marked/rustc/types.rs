fn total(prices: &[i32]) -> i32 {
    let names: Vec<String> = vec![1]; //~ E0308 | mismatched types
    prices.len() //~ E0308 | mismatched types
}
fn main() {
    println!("{}", totl(&[])); //~ E0425 | cannot find function `totl` in this scope
}
