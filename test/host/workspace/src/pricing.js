function total(lines) {
  return lines.reduce((sum, line) => sum + line.price * line.count, 0);
}

module.exports = { total };
