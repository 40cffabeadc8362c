import Groundwork
import Testing

struct ColumnTests {
  private func elements(_ column: borrowing Column<Int>) -> [Int] {
    var result: [Int] = []
    for index in 0..<column.count { result.append(column[index]) }
    return result
  }

  @Test func `a new column is empty`() {
    let column = Column<Int>()
    #expect(column.count == 0)
    #expect(column.capacity >= 16)
  }

  @Test func `appended elements keep their places while the storage grows`() {
    var column = Column<Int>()
    for number in 0..<1000 {
      column.append(number * number)
      #expect(column.count == number + 1)
    }
    #expect(elements(column) == (0..<1000).map { $0 * $0 })
  }

  @Test(arguments: [0, 1, 15, 16, 17, 100])
  func `repeated elements are added after what is there`(number: Int) {
    var column = Column<Int>()
    column.append(1)
    column.append(2)
    column.append(repeating: 9, count: number)
    #expect(elements(column) == [1, 2] + [Int](repeating: 9, count: number))
  }

  @Test func `the elements of a span are added, those of a range are seen`() {
    var column = Column<Int>()
    column.append(7)
    let numbers = Array(0..<1_000)
    column.append(contentsOf: numbers.span)
    column.append(contentsOf: [Int]().span)
    #expect(elements(column) == [7] + numbers)
    let some = column.withSpan(0..<3) { span in span.indices.map { span[$0] } }
    #expect(some == [7, 0, 1])
    #expect(column.withSpan(1_001..<1_001) { $0.count } == 0)
  }

  @Test func `an element is changed in place`() {
    var column = Column<Int>()
    column.append(repeating: 1, count: 3)
    column[1] = 5
    column[2] += 10
    #expect(elements(column) == [1, 5, 11])
  }

  @Test func `truncation forgets the newest and keeps the storage`() {
    var column = Column<Int>()
    for number in 0..<40 { column.append(number) }
    let capacity = column.capacity
    column.truncate(to: 3)
    #expect(elements(column) == [0, 1, 2])
    #expect(column.capacity == capacity)
    column.append(7)
    #expect(elements(column) == [0, 1, 2, 7])
    column.truncate(to: 0)
    #expect(column.count == 0)
  }

  @Test func `a copy is independent of its original`() {
    var original = Column<Int>()
    for number in 0..<20 { original.append(number) }
    var copy = original.copy()
    #expect(elements(copy) == elements(original))
    copy[3] = 100
    copy.append(101)
    original[4] = 200
    original.truncate(to: 5)
    #expect(elements(copy) == [0, 1, 2, 100] + Array(4..<20) + [101])
    #expect(elements(original) == [0, 1, 2, 3, 200])
  }

  @Test func `a column of a given count can be filled in any order`() {
    var column = Column<Int>(uninitializedCount: 100)
    #expect(column.count == 100)
    for index in (0..<100).reversed() { column[index] = -index }
    #expect(elements(column) == (0..<100).map { -$0 })
  }
}
