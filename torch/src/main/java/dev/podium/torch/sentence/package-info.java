/**
 * Folders of sentence-transformers and its relatives: what they hold, and what comes out.
 *
 * <p>A folder names modules: a transformer, and what is done with its vectors. They make one of four kinds of model:
 *
 * <pre>{@code
 * try (SentenceModel model = SentenceModel.open(folder, Numbers.FLOAT32, Device.CPU)) {
 *     switch (model) {
 *         case BiEncoder encoder -> encoder.vectors(List.of("what is a neuron?"), Task.QUERY);        // [text][dimension]
 *         case CrossEncoder judge -> judge.scores(List.of(new TextPair("neuron?", "A cell ...")), Truncation.KEEP_QUERY);
 *         case LateInteraction late -> late.maxsim(late.encode(queries, Task.QUERY), late.encode(documents, Task.DOCUMENT));
 *         case SparseEncoder splade -> splade.encode(documents, Task.DOCUMENT).getFirst().terms();
 *     }
 * }
 * }</pre>
 *
 * <p>Inside: {@link dev.podium.torch.sentence.Folder} reads what the files say in their several generations,
 * {@link dev.podium.torch.sentence.Assembly} makes a {@link dev.podium.torch.sentence.Pipeline} of it: a
 * {@link dev.podium.torch.sentence.Reader} (texts to tokens), a {@link dev.podium.torch.sentence.Network}, and
 * {@link dev.podium.torch.sentence.Stage}s, which hand tensors on by the names that the reference has for them.
 */
@NullMarked
package dev.podium.torch.sentence;

import org.jspecify.annotations.NullMarked;
