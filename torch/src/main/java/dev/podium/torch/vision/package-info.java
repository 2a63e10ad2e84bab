/**
 * Models that see: CLIP, and Qwen2-VL with Qwen2.5-VL, which read pictures and text together.
 *
 * <p>A {@link dev.podium.torch.vision.Picture} is made into numbers by the image processor of its model, which does what the
 * checkpoint's {@code preprocessor_config.json} says, to the last level of grey:
 *
 * <pre>{@code
 * Clip clip = Clip.of(checkpoint.config(), parameters);
 * Tensor pixels = ClipImages.open(folder).of(List.of(Picture.read(cat), Picture.read(dog)));
 * Tensor texts = clip.embed(TokenBatch.of(List.of(tokenizer.encode("a photo of a cat", true).ids())));
 * float[] logits = clip.logits(clip.embed(pixels), texts).floats();      // one a picture
 * }</pre>
 */
@NullMarked
package dev.podium.torch.vision;

import org.jspecify.annotations.NullMarked;
