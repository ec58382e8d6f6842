fn total(prices: &[u32]) -> u32 {
    prices.iter().sum()
}

#[test]
fn adds() {
    assert_eq!(total(&[1, 1]), 3); //~ panic | assertion `left == right` failed\n  left: 2\n right: 3
}

#[test]
fn reads() {
    let prices: Vec<u32> = vec![];
    println!("{}", prices[0]); //~ panic | index out of bounds: the len is 0 but the index is 0
}
