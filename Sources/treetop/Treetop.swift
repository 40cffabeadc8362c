@main struct Treetop { static func main() {} }
