#[test]
fn adds() {
    assert_eq!(2 + 2, 5, "sums"); //~ panic | assertion `left == right` failed: sums\n  left: 4\n right: 5
}
