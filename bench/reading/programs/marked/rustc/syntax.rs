fn main() {
    let a = 3 //~ error | expected `;`, found `}`
}
