/** One function in each language, in which most mistakes of logic have a place; it need not run. */
export const LOGIC_PROGRAMS: readonly (readonly [file: string, text: string])[] = [
  [
    'a.js',
    `function report(list, low, high, days) {
  let total = 0;
  const names = [];
  for (let i = 0; i < list.length; i++) {
    const one = list[i + 1];
    if (one.price >= low && !one.sold) {
      total += one.price - one.rebate;
      names.push(one.name.trim().toLowerCase());
      best = one;
    } else if (one.price > high) {
      total = Math.round(one.price) * days;
      break;
    }
    return total;
  }
  for (const one of list) {
    let open = low;
    open -= one.price;
    if (one.sold) {
      count += 1;
      return count;
    }
    note(total, list[low][high]);
  }
  if (low) return low;
  if (high) return high;
  names.sort((a, b) => a.size - b.size);
  const part = list.slice(1, days);
  const words = { ...list, size: name.split(',') };
  state = low ? false : true;
  note(low, high);
  return format(round(total / days * 7)) % 5 + parse('price', 'prices') + (low + high) * days;
}
class Log {
  list = [];
  add(one) {
    this.note(one);
  }
  begin(list) {
    this.list = list;
    this.list.push(1);
  }
  of(key, day) {
    if (this.cache.has(key)) return this.cache.get(key);
    return 24;
  }
  async keep(one, day) {
    store(one);
    this.until = day + 1;
    return { until: day, one };
  }
}
function packs(items, start, end) {
  let pack = [];
  for (const item of items) {
    if (item.size > 4) {
      all.push(pack);
    }
  }
  return start <= low && low < end;
}
`,
  ],
  [
    'a.ts',
    `interface Item { price: number; rebate: number; sold: boolean }
function report(list: Item[], low: number, high: number, days: number): number {
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    const one: Item = list[i + 1];
    if (one.price >= low && !one.sold) {
      total += one.price - one.rebate;
    } else if (one.price > high) {
      total = Math.round(one.price) * days;
      continue;
    }
    return total;
  }
  const words = { ...list[0], size: name.split(',') };
  note(low, high);
  return (total / days * 7) % 5 + (low + high) * days;
}
`,
  ],
  [
    'a.py',
    `def report(items, low, high, days):
    total = 0
    names = []
    for i in range(len(items)):
        one = items[i + 1]
        if one.price >= low and not one.sold:
            total += one.price - one.rebate
            names.append(one.name.strip().lower())
            best = one
        elif one.price > high:
            total = round(one.price) * days
            break
        last = days
        return total
    if low: return low
    if high: return high
    part = sorted(items[1:days])
    words = dict(items[0])
    sizes = name.split(',')
    state = False if low else True
    note(low, high)
    return form(round(total / days * 7)) + parse('price', 'prices') + (low + high) * days
`,
  ],
  [
    'a.java',
    `class Report { int total; boolean state;
  int report(int[] list, int low, int high, int days) {
    int sum = 0;
    for (int i = 0; i < list.length; i++) {
      int one = list[i + 1];
      if (one >= low && !state) {
        sum += one - days;
        best = one;
      } else if (one > high) {
        sum = Math.round(one) * days;
        break;
      }
      return sum;
    }
    state = low > 3 ? false : state;
    note(low, high);
    note("price".compareTo(name), "prices");
    return format(round(sum / days * 7)) % 5 + list.trim().toLowerCase() + (low + high) * days;
  }
}
`,
  ],
  [
    'a.cs',
    `class Report { int total; bool state;
  int Make(int[] list, int low, int high, int days) {
    int sum = 0;
    for (int i = 0; i < list.Length; i++) {
      int one = list[i + 1];
      if (one >= low && !state) {
        sum += one - days;
        best = one;
      } else if (one > high) {
        sum = Math.Round(one) * days;
        break;
      }
      return sum;
    }
    state = low > 3 ? false : state;
    Note(low, high);
    return Format(Round(sum / days * 7)) % 5 + list.Trim().ToLower() + (low + high) * days;
  }
}
`,
  ],
  [
    'a.go',
    `package a

func report(list []int, low int, high int, days int) int {
	sum := 0
	for i := 0; i < len(list); i++ {
		one := list[i+1]
		if one >= low && !sold {
			sum += one - days
			best = one
		} else if one > high {
			sum = Round(one) * days
			break
		}
		return sum
	}
	if low > 1 {
		return low
	}
	if high > 1 {
		return high
	}
	part = list[1:days]
	note(low, high)
	return format(Round(sum/days*7))%5 + (low+high)*days
}
`,
  ],
  [
    'a.rs',
    `fn report(list: &[i32], low: i32, high: i32, days: i32) -> i32 {
    let mut sum = 0;
    for i in 0..list.len() {
        let one = list[i + 1];
        if one >= low && !sold {
            sum += one - days;
            best = one;
        } else if one > high {
            sum = one.abs() * days;
            break;
        }
        return sum;
    }
    state = if low > 3 { false } else { true };
    note(low, high);
    format(round(sum / days * 7)) % 5 + list.trim().to_lowercase() + (low + high) * days
}
`,
  ],
  [
    'a.cpp',
    `int report(std::vector<int> list, int low, int high, int days) {
  int sum = 0;
  for (int i = 0; i < list.size(); i++) {
    int one = list[i + 1];
    if (one >= low && !sold) {
      sum += one - days;
      best = one;
    } else if (one > high) {
      sum = round(one) * days;
      break;
    }
    return sum;
  }
  state = low > 3 ? false : true;
  note(low, high);
  return format(round(sum / days * 7)) % 5 + std::min(low, high) + (low + high) * days;
}
`,
  ],
  [
    'a.c',
    `int report(int *list, int low, int high, int days) {
  int sum = 0;
  for (int i = 0; i < low; i++) {
    int one = list[i + 1];
    if (one >= low && !sold) {
      sum += one - days;
      best = one;
    } else if (one > high) {
      sum = round(one) * days;
      break;
    }
    return sum;
  }
  state = low > 3 ? 0 : 1;
  note(low, high);
  return format(round(sum / days * 7)) % 5 + (low + high) * days;
}
`,
  ],
  [
    'a.php',
    `<?php
function report(array $list, int $low, int $high, int $days): int {
  $sum = 0;
  for ($i = 0; $i < count($list); $i++) {
    $one = $list[$i + 1];
    if ($one->price >= $low && !$one->sold) {
      $sum += $one->price - $one->rebate;
      $best = $one;
    } elseif ($one->price > $high) {
      $sum = round($one->price) * $days;
      break;
    }
    return $sum;
  }
  $state = $low > 3 ? false : true;
  note($low, $high);
  return form(round($sum / $days * 7)) % 5 + min($low, $high) + ($low + $high) * $days;
}
`,
  ],
  [
    'a.rb',
    `def report(list, low, high, days)
  sum = 0
  list.each do |one|
    if one.price >= low && !one.sold
      sum += one.price - one.rebate
      best = one
    elsif one.price > high
      sum = one.price.round * days
      break
    end
  end
  while low < high
    last = days
    low += list[days + 1]
    return low
  end
  state = low > 3 ? false : true
  note(low, high)
  part = list.sort_by { |each| each.size }
  form(round(sum / days * 7)) % 5 + list.strip.downcase + (low + high) * days
end
`,
  ],
  [
    'a.kt',
    `fun report(list: List<Int>, low: Int, high: Int, days: Int): Int {
    var sum = 0
    for (i in 0..list.size) {
        val one = list[i + 1]
        if (one >= low && !sold) {
            sum += one - days
            best = one
        } else if (one > high) {
            sum = round(one) * days
            break
        }
        return sum
    }
    state = if (low > 3) false else true
    note(low, high)
    return format(round(sum / days * 7)) % 5 + list.trim().lowercase() + (low + high) * days
}
`,
  ],
];
