fn find(names: &[&str]) -> usize {
    names.iter().position(|each| *each == "milk").expect("no milk: [tea]\nsecond line") //~ panic | no milk: [tea]\nsecond line
}
fn main() {
    find(&["tea"]);
}
