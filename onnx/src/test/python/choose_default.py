"""Measures embedding models as rerankers of a BM25 top 100: the table of docs/decisions/0002-embedded-default.md.

usage: python choose_default.py DATA MODELS SET...      (needs: bm25s PyStemmer numpy onnxruntime tokenizers)

DATA has a folder a set (corpus.jsonl.gz, queries.jsonl.gz, qrels/SPLIT.tsv); MODELS a folder a model, each with the one *.onnx and
the one *tokenizer.json of the Maven artifact dev.langchain4j:langchain4j-embeddings-{all-minilm-l6-v2,bge-small-en-v15,e5-small-v2}-q.
A SET is NAME, NAME:SPLIT or NAME:SPLIT:QUERIES (the first so many). Prints nDCG@10 (linear gain), alone and with WEIGHT times the z-score
of BM25 added to the z-score of the model, and the processor seconds a hundred passages took.
"""
import collections, glob, gzip, json, math, os, sys, time
import bm25s, numpy as np, onnxruntime, Stemmer
from tokenizers import Tokenizer

WEIGHTS, LENGTH, DEPTH = (0, 0.2, 0.3, 0.4, 0.5, 1.0), 256, 100
STOP = "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split()
MODELS = {"minilm": ("mean", "", ""), "bge": ("cls", "Represent this sentence for searching relevant passages: ", ""), "e5": ("mean", "query: ", "passage: ")}


def rows(file):
    with gzip.open(file, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def load(data, spec):
    name, split, limit = (spec.split(":") + ["test", ""][len(spec.split(":")) - 1 :])
    folder = os.path.join(data, name)
    corpus = {r["_id"]: ((r.get("title") or "") + " " + r["text"]).strip() for r in rows(folder + "/corpus.jsonl.gz")}
    qrels = collections.defaultdict(dict)
    for line in open(f"{folder}/qrels/{split}.tsv").read().splitlines()[1:]:
        query, doc, grade = line.split("\t")
        qrels[query][doc] = int(float(grade))
    queries = {r["_id"]: r["text"] for r in rows(folder + "/queries.jsonl.gz") if any(g > 0 for g in qrels[r["_id"]].values())}
    queries = dict(list(queries.items())[: int(limit) if limit else None])
    run = collections.defaultdict(list)
    given = folder + "/runs/bm25.trec.gz"
    if os.path.exists(given):
        with gzip.open(given, "rt") as f:
            for line in f:
                query, _, doc, _, score, _ = line.split()
                if query in queries and len(run[query]) < DEPTH:
                    run[query].append((doc, float(score)))
    else:
        ids, stemmer = list(corpus), Stemmer.Stemmer("porter")
        words = lambda texts: bm25s.tokenize(texts, stopwords=STOP, stemmer=stemmer, show_progress=False)
        index = bm25s.BM25(k1=0.9, b=0.4, method="lucene")
        index.index(words([corpus[i] for i in ids]), show_progress=False)
        docs, scores = index.retrieve(words(list(queries.values())), k=min(DEPTH, len(ids)), show_progress=False)
        for i, query in enumerate(queries):
            run[query] = [(ids[d], float(s)) for d, s in zip(docs[i], scores[i]) if s > 0]
    return corpus, queries, qrels, run


def embedder(folder, pooling):
    session = onnxruntime.InferenceSession(glob.glob(folder + "/*.onnx")[0])
    tokenizer = Tokenizer.from_file(glob.glob(folder + "/*tokenizer.json")[0])
    tokenizer.no_padding(), tokenizer.enable_truncation(LENGTH)

    def embed(texts):  # one at a time: in a batch, dynamic int8 takes its range from the company
        vectors = []
        for encoding in tokenizer.encode_batch(texts):
            ids = np.array([encoding.ids], np.int64)
            hidden = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)})[0][0]
            vector = hidden[0] if pooling == "cls" else hidden.mean(0)
            vectors.append(vector / np.linalg.norm(vector))
        return np.array(vectors)

    return embed


def ndcg(order, grades, k=10):
    gain = lambda gs: sum(max(g, 0) / math.log2(i + 2) for i, g in enumerate(gs[:k]))
    return gain([grades.get(d, 0) for d in order]) / gain(sorted(grades.values(), reverse=True))


def z(values):
    values = np.asarray(values, float)
    return (values - values.mean()) / (values.std() or 1)


def main(data, models, *specs):
    for spec in specs:
        corpus, queries, qrels, run = load(data, spec)
        mean = lambda score: np.mean([ndcg([run[q][i][0] for i in np.argsort(-score(q), kind="stable")], qrels[q]) for q in queries])
        print(spec, len(queries), "BM25", f"{mean(lambda q: np.array([s for _, s in run[q]])):.4f}", flush=True)
        for name, (pooling, asked, told) in MODELS.items():
            embed = embedder(os.path.join(models, name), pooling)
            docs, start = sorted({d for q in queries for d, _ in run[q]}), time.process_time()
            vector = dict(zip(docs, embed([told + corpus[d] for d in docs])))
            seconds = (time.process_time() - start) / len(docs) * 100
            query = dict(zip(queries, embed([asked + text for text in queries.values()])))
            cosine = {q: np.array([query[q] @ vector[d] for d, _ in run[q]]) for q in queries}
            blend = lambda w: mean(lambda q: z(cosine[q]) + w * z([s for _, s in run[q]]))
            print(spec, name, {w: f"{blend(w):.4f}" for w in WEIGHTS}, f"{seconds:.2f} s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
