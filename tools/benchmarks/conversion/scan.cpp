// What the machine can do: reads JSON Lines files with several threads, either the bytes alone or by
// simdjson On-Demand, touching the fields that a dump profile names and nothing else. Keeps no
// record. Prints one line of JSON: seconds, bytes, peak memory, records and bytes of text by model.
//
// usage: scan read|ondemand THREADS PROFILE.json FILE...
#include <fcntl.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace od = simdjson::ondemand;

namespace {

constexpr size_t piece_size = 4 << 20;
constexpr size_t line_size_max = 1 << 20;

struct Field {
  std::string name;
  std::string inner;
};

struct Model {
  std::string type;
  std::vector<Field> fields;
};

struct Totals {
  uint64_t records = 0;
  std::vector<uint64_t> text_bytes;
};

struct Piece {
  int file;
  size_t begin, end, size;
};

std::vector<Model> models_of(const char *path) {
  simdjson::dom::parser parser;
  std::vector<Model> models;
  for (simdjson::dom::element entry : parser.load(path)["models"].get_array()) {
    Model model{std::string(std::string_view(entry["model_type"])), {}};
    for (auto field : entry["fields"].get_object()) {
      std::string name(std::string_view(field.value));
      size_t dot = name.find('.');
      std::string inner;
      if (dot != std::string::npos) inner = name.substr(dot + 1, name.size() - dot - 3);
      model.fields.push_back({name.substr(0, dot), inner});
    }
    models.push_back(model);
  }
  return models;
}

class Scanner {
 public:
  explicit Scanner(const std::vector<Model> &models) : models_(models) {
    for (const Model &model : models) {
      totals.emplace_back();
      totals.back().text_bytes.resize(model.fields.size());
    }
  }

  std::vector<Totals> totals;
  uint64_t skipped = 0;

  void scan(const char *lines, size_t size) {
    od::document_stream documents = parser_.iterate_many(lines, size, size);
    for (auto document : documents) record(document.value());
  }

 private:
  const std::vector<Model> &models_;
  od::parser parser_;
  uint64_t meta_bytes_ = 0;

  void record(od::document_reference document) {
    size_t model = meta(document["meta"].get_object());
    if (model == models_.size()) {
      skipped++;
      return;
    }
    totals[model].records++;
    const auto &fields = models_[model].fields;
    for (auto member : document["data"].get_object()) {
      od::raw_json_string key = member.key();
      for (size_t index = 0; index < fields.size(); index++) {
        if (!(key == std::string_view(fields[index].name))) continue;
        od::value value = member.value();
        totals[model].text_bytes[index] += text(value, fields[index].inner);
        break;
      }
    }
  }

  size_t meta(od::object object) {
    size_t model = models_.size();
    for (auto member : object) {
      od::raw_json_string key = member.key();
      if (key == "model_type") {
        std::string_view type = member.value().get_string();
        for (model = 0; model < models_.size() && models_[model].type != type;) model++;
      } else if (key == "path" || key == "hierarchy" || key == "pkid") {
        od::value value = member.value();
        meta_bytes_ += text(value, {});
      }
    }
    return model;
  }

  uint64_t text(od::value value, std::string_view inner) {
    switch (od::json_type(value.type())) {
      case od::json_type::string: return std::string_view(value.get_string()).size();
      case od::json_type::object: {
        uint64_t sum = 0;
        for (auto member : value.get_object()) {
          od::raw_json_string key = member.key();
          if (key == inner || key == "value" || key == "_value_1") sum += text(member.value(), {});
        }
        return sum;
      }
      case od::json_type::array: {
        uint64_t sum = 0;
        for (auto entry : value.get_array()) sum += text(entry.value(), {});
        return sum;
      }
      case od::json_type::boolean: return bool(value.get_bool());
      default: return 0;
    }
  }
};

// The bytes [from, to) of a file.
size_t read_at(int file, char *into, size_t from, size_t to) {
  size_t done = 0;
  while (from + done < to) {
    ssize_t count = pread(file, into + done, to - from - done, static_cast<off_t>(from + done));
    if (count <= 0) throw std::runtime_error("a file cannot be read");
    done += static_cast<size_t>(count);
  }
  return done;
}

// The lines that begin in the piece.
std::string_view lines_of(const Piece &piece, char *buffer) {
  size_t from = piece.begin == 0 ? 0 : piece.begin - 1;
  size_t size = read_at(piece.file, buffer, from, piece.end);
  while (buffer[size - 1] != '\n' && from + size < piece.size) {
    size_t more = std::min(from + size + 4096, piece.size);
    size_t before = size;
    size += read_at(piece.file, buffer + size, from + size, more);
    if (size > piece_size + line_size_max) throw std::runtime_error("a line is too long");
    if (void *found = std::memchr(buffer + before, '\n', size - before)) {
      size = static_cast<size_t>(static_cast<char *>(found) - buffer) + 1;
    }
  }
  if (piece.begin == 0) return {buffer, size};
  void *first = std::memchr(buffer, '\n', size);
  size_t skip = first ? static_cast<size_t>(static_cast<char *>(first) - buffer) + 1 : size;
  return {buffer + skip, size - skip};
}

size_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stoul(line.substr(6)) * 1024;
  }
  return 0;
}

int run(int argc, char **argv) {
  if (argc < 5) throw std::runtime_error("usage: scan read|ondemand THREADS PROFILE.json FILE...");
  auto start = std::chrono::steady_clock::now();
  bool parses = std::string(argv[1]) == "ondemand";
  std::vector<Model> models = models_of(argv[3]);
  std::vector<Piece> pieces;
  size_t bytes = 0;
  for (int index = 4; index < argc; index++) {
    int file = open(argv[index], O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) throw std::runtime_error(argv[index]);
    auto size = static_cast<size_t>(status.st_size);
    bytes += size;
    for (size_t at = 0; at < size; at += piece_size) {
      pieces.push_back({file, at, std::min(at + piece_size, size), size});
    }
  }
  std::atomic<size_t> next{0};
  std::atomic<bool> failed{false};
  std::vector<std::unique_ptr<Scanner>> scanners;
  std::vector<std::thread> threads;
  for (int index = 0; index < std::stoi(argv[2]); index++) {
    scanners.push_back(std::make_unique<Scanner>(models));
    threads.emplace_back([&, scanner = scanners.back().get()] {
      std::vector<char> buffer(piece_size + line_size_max + 8192 + simdjson::SIMDJSON_PADDING);
      try {
        for (size_t taken; (taken = next++) < pieces.size();) {
          const Piece &piece = pieces[taken];
          if (!parses) {
            read_at(piece.file, buffer.data(), piece.begin, piece.end);
            continue;
          }
          std::string_view lines = lines_of(piece, buffer.data());
          if (!lines.empty()) scanner->scan(lines.data(), lines.size());
        }
      } catch (const std::exception &error) {
        std::fprintf(stderr, "scan: %s\n", error.what());
        failed = true;
      }
    });
  }
  for (auto &thread : threads) thread.join();
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  uint64_t skipped = 0;
  for (auto &scanner : scanners) skipped += scanner->skipped;
  std::printf("{\"seconds\":%.6f,\"bytes\":%zu,\"peak\":%zu,\"skipped\":%llu,\"models\":{",
              seconds.count(), bytes, peak_memory(), static_cast<unsigned long long>(skipped));
  for (size_t index = 0; index < models.size(); index++) {
    uint64_t records = 0;
    std::map<std::string, uint64_t> texts;
    for (auto &scanner : scanners) {
      const Totals &totals = scanner->totals[index];
      records += totals.records;
      for (size_t field = 0; field < totals.text_bytes.size(); field++) {
        texts[models[index].fields[field].name] += totals.text_bytes[field];
      }
    }
    std::printf("%s\"%s\":{\"records\":%llu", index ? "," : "", models[index].type.c_str(),
                static_cast<unsigned long long>(records));
    for (auto &[name, count] : texts) {
      std::printf(",\"%s\":%llu", name.c_str(), static_cast<unsigned long long>(count));
    }
    std::printf("}");
  }
  std::printf("}}\n");
  return failed ? 1 : 0;
}

}  // namespace

int main(int argc, char **argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "scan: %s\n", error.what());
    return 1;
  }
}
