extension RandomAccessCollection where Index == Int {
    /// The first position whose element does not come before, by binary search in a sorted collection.
    func firstPlace(where isAtOrAfter: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isAtOrAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension RandomAccessCollection where Index == Int, Element: Comparable {
    /// The position of the first element that is not less than a value.
    func firstPlace(atOrAfter value: Element) -> Int {
        firstPlace { $0 >= value }
    }
}
