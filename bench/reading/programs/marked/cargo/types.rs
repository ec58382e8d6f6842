pub fn total(prices: &[u32]) -> String {
    prices.len() //~ E0308 | mismatched types
}

pub fn first(prices: Vec<u32>) -> u32 {
    drop(prices);
    prices[0] //~ E0382 | borrow of moved value: `prices`
}
