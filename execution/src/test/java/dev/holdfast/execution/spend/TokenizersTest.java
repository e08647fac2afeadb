package dev.holdfast.execution.spend;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.spend.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a question is taken for may not be much less than what is billed for it, in any language.
final class TokenizersTest {
  private static final ModelId KNOWN = new ModelId("openai", "gpt-4o-2024-08-06");
  private static final ModelId FOREIGN = new ModelId("local", "qwen3:8b");

  private static Encoding newer() {
    return Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }

  private static Encoding older() {
    return Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
  }

  @Test
  void a_known_model_is_counted_by_its_own_tokenizer_whoever_serves_it() {
    String text = "Übermorgen kommen 12 neue Rechnungen: bitte prüfen!";
    long exact = newer().countTokensOrdinary(text);

    assertThat(Tokenizers.count(KNOWN, text)).isEqualTo(exact);
    assertThat(Tokenizers.count(new ModelId("market", "openai/gpt-4o"), text)).isEqualTo(exact);
    assertThat(Tokenizers.count(new ModelId("openai", "gpt-4"), text))
        .isEqualTo(older().countTokensOrdinary(text));
  }

  @Test
  void a_tokenizer_s_own_marks_are_a_text_like_any_other() {
    String text = "<|endoftext|> and <|im_start|>";

    assertThat(Tokenizers.count(KNOWN, text)).isEqualTo(newer().countTokensOrdinary(text));
  }

  @Test
  void a_very_long_text_is_estimated_even_for_a_known_model() {
    String text = "12 words ".repeat(100_000);

    assertThat(Tokenizers.count(KNOWN, text)).isEqualTo(Estimate.tokens(text));
  }

  @Test
  void an_unknown_model_s_text_is_estimated() {
    String text = "Which of these invoices is late?";

    assertThat(Tokenizers.count(FOREIGN, text)).isEqualTo(Estimate.tokens(text));
    assertThat(Tokenizers.count(FOREIGN, "")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "English | The customer wrote on Tuesday that her parcel had never arrived, although the"
            + " carrier says it was left at the door.",
        "German | Die Kundin schrieb am Dienstag, dass ihr Paket nie angekommen sei, obwohl der"
            + " Zusteller behauptet, es an der Haustür abgestellt zu haben.",
        "Finnish | Asiakas kirjoitti tiistaina, ettei hänen pakettinsa ollut koskaan saapunut,"
            + " vaikka kuljetusyhtiö väittää jättäneensä sen oven eteen.",
        "Polish | Klientka napisała we wtorek, że jej paczka nigdy nie dotarła, chociaż przewoźnik"
            + " twierdzi, że zostawił ją pod drzwiami.",
        "Russian | Клиентка написала во вторник, что её посылка так и не пришла, хотя перевозчик"
            + " утверждает, что оставил её у двери.",
        "Greek | Η πελάτισσα έγραψε την Τρίτη ότι το δέμα της δεν έφτασε ποτέ, αν και ο μεταφορέας"
            + " λέει ότι το άφησε στην πόρτα.",
        "Arabic | كتبت العميلة يوم الثلاثاء أن طردها لم يصل أبدا، رغم أن شركة الشحن تقول إنها تركته"
            + " عند الباب.",
        "Hindi | ग्राहक ने मंगलवार को लिखा कि उसका पार्सल कभी नहीं आया, हालाँकि वाहक कहता है कि उसे"
            + " दरवाज़े पर छोड़ दिया गया था।",
        "Thai | ลูกค้าเขียนเมื่อวันอังคารว่าพัสดุของเธอไม่เคยมาถึง"
            + " แม้ว่าบริษัทขนส่งจะบอกว่าวางไว้ที่หน้าประตูแล้ว",
        "Chinese | 客户星期二写信说她的包裹一直没有送到，尽管快递公司说已经放在门口了。",
        "Japanese | お客様は火曜日に、荷物がまだ届いていないと書いてきましたが、配送会社は玄関先に置いたと言っています。",
        "Korean | 고객은 화요일에 소포가 도착하지 않았다고 썼지만 운송업체는 문 앞에 두었다고 말합니다.",
        "Pictures | 🚀🔥 done ✅ 👩‍💻🇩🇪 🤷🏽 next ➡️",
        "Java | for (var entry : entries) { total += entry.amount(); if (total > limit) { throw new"
            + " IllegalStateException(); } }",
        "JSON |"
            + " {\"id\":\"run_3k\",\"status\":\"failed\",\"attempts\":[{\"at\":\"2026-11-24T07:35:33Z\",\"code\":503,\"ok\":false}],\"cost\":158082}",
        "Base64 |"
            + " aGVsbG8gd29ybGQsIHRoaXMgaXMgYSBsb25nZXIgdGV4dA0KZm9yIGEgdGVzdCBvZiBhIHRva2VuaXplcg==",
        "Hexadecimal | 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "Numbers | 3.14159265358979 2026-11-24 +49 170 1234567 1,000,000.00",
        "Capitals | PLEASE REPLY IMMEDIATELY THIS IS THE FOURTH REMINDER ABOUT INVOICE"
      })
  void an_estimate_is_hardly_ever_below_and_never_absurd(String what, String text) {
    double estimate = Estimate.tokens(text);
    double ofNewer = estimate / newer().countTokensOrdinary(text);
    double ofOlder = estimate / older().countTokensOrdinary(text);

    assertThat(ofNewer).as("%s against o200k", what).isBetween(0.75, 6.0);
    assertThat(ofOlder).as("%s against cl100k", what).isBetween(0.7, 4.0);
  }
}
